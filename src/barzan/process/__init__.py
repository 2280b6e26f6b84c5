"""The engine of services: processes compiled when published, advanced by one pure function, kept exact.

``core`` is pure: it compiles a ``bpmn.model.Process`` and advances a state. The rest of the room stores
versions and instances, and carries out what the core says: tasks, timers, messages, children, actions, in
one transaction. It knows nothing of the services that it runs.
"""
