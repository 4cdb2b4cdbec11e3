// What this browser remembers about a draw, until another draw takes its place. It remembers nothing about a draw that
// has no ID, which could not be told from the next one, and nothing at all where the browser forbids storage.

// `storage` is a function, since a browser may refuse even to name its storage.
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
