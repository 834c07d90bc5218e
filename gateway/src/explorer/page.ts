export interface Login {
  readonly email: string;
  readonly password: string;
}

/** Scripts, workers and connections of this host only. The editor sets styles by itself, so styles may be inline. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const inAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** The page around GraphiQL. Its addresses are relative: to the path prefix, where one is known, or else to its own address. */
export const explorerPage = (logins: readonly Login[], prefix: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
${prefix && `    <base href="${inAttribute(prefix)}/">\n`}    <title>Cardstock GraphiQL</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="explorer/app.css">
    <script type="module" src="explorer/app.js"></script>
  </head>
  <body>
    <div id="explorer" data-accounts="${inAttribute(JSON.stringify(logins))}"></div>
  </body>
</html>
`;
