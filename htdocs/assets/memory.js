// What this browser remembers about a draw, until the next draw. It remembers nothing about a draw without an ID, which could
// not be distinguished from the next one, and nothing if the browser blocks storage.

// `storage` is a function, since even accessing the storage may throw.
export function memory(storage, key) {
  const attempt = (action) => {
    try {
      return action();
    } catch {
      return null;
    }
  };
  return {
    of: (draw) => attempt(() => {
      const kept = JSON.parse(storage().getItem(key));
      return draw !== "" && kept?.draw === draw ? kept : null;
    }),
    keep: (draw, values) => {
      if (draw !== "") attempt(() => storage().setItem(key, JSON.stringify({ ...values, draw })));
    },
    forget: () => { attempt(() => storage().removeItem(key)); },
  };
}
