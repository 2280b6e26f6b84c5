/* placeholder until the interface of uploads is known */
export function uploads() {}
