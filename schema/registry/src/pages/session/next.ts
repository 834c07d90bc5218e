const HERE = 'http://here.invalid';

/** Where to go after a login: a path of ours, or the first page where a foreign address was given. */
export const safePath = (text: string | undefined): string => {
  if (!text?.startsWith('/') || /[\\\s]/.test(text)) return '/';
  const url = URL.parse(text, HERE);
  return url?.origin === HERE ? `${url.pathname}${url.search}` : '/';
};
