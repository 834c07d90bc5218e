/** The page that a bank would show: two buttons, to pass the check of identity or to fail it. */
export const authenticationPage = (id: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Payment sandbox</title></head>
<body style="font-family: sans-serif; max-width: 30rem; margin: 4rem auto">
<h1>Confirm your payment</h1>
<p>This is the payment sandbox playing your bank, for ${id}.</p>
<form method="post" action="/_sandbox/payment_intents/${id}/authenticate"><button>It is me</button></form>
<form method="post" action="/_sandbox/payment_intents/${id}/fail"><button>It is not me</button></form>
</body></html>
`;
