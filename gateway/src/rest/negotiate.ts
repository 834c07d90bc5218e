const SERVED = new Set(['application/json', 'application/*', '*/*']);

/** Whether a client takes JSON: it names it, or does not say. */
export const takesJson = (accept: string | undefined): boolean => {
  if (!accept?.trim()) return true;
  return accept.split(',').some((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const isRefused = parameters.some((parameter) => /^q=0(\.0{1,3})?$/.test(parameter));
    return SERVED.has(type) && !isRefused;
  });
};

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/** Whether the type of a body is one that is read here. */
export const isJson = (contentType: string | undefined): boolean => JSON_TYPE.test(contentType ?? '');
