import './workers.js';
import { GraphiQL } from 'graphiql';
import { useEffect, useMemo, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './app.css';
import { examples } from './examples.js';
import { logIn, makeFetcher } from './session.js';

const root = document.getElementById('explorer');
const accounts = JSON.parse(root.dataset.accounts);

const Logins = ({ onToken }) => {
  const [said, say] = useState('Nobody is logged in.');
  const enter = async (account) => {
    try {
      onToken(await logIn(account));
      say(`Logged in as ${account.email}.`);
    } catch (err) {
      say(err.message);
    }
  };
  const leave = () => {
    onToken(undefined);
    say('Nobody is logged in.');
  };
  return (
    <nav className="logins" aria-label="Log in">
      {accounts.map((account) => (
        <button type="button" key={account.email} onClick={() => enter(account)}>
          Log in as {account.email.split('@')[0]}
        </button>
      ))}
      <button type="button" onClick={leave}>
        Log out
      </button>
      <output>{said}</output>
    </nav>
  );
};

const Explorer = () => {
  const [accessToken, setAccessToken] = useState();
  const { fetcher, close } = useMemo(() => makeFetcher(accessToken), [accessToken]);
  useEffect(() => () => void close(), [close]);
  return (
    <>
      {accounts.length > 0 && <Logins onToken={setAccessToken} />}
      <div className="graphiql">
        <GraphiQL fetcher={fetcher} defaultTabs={examples} defaultEditorToolsVisibility="variables" />
      </div>
    </>
  );
};

createRoot(root).render(<Explorer />);
