"""The audit trail: who did what, in which post, on which object, and why.

Every command records its event in its own transaction (``actions.record``). The sealer puts committed events
into one hash chain, batch by batch, and signs each head with a key that the database never sees; ``verify``
recomputes the chain and compares it with the signatures and with the heads kept outside the database. Events
name their objects by (kind, key) and survive them. The room touches no other room's tables and calls nobody.
"""
