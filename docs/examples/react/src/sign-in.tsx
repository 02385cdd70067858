import { useFreshkey } from '@freshkey/react';
import { isAxiosError } from 'axios';
import { type FormEvent, useState } from 'react';
import { api } from './session.ts';

export function SignIn({ endedBecause }: { endedBecause?: string | undefined }) {
  const session = useFreshkey();
  const [problem, setProblem] = useState('');
  const [isBusy, setIsBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setIsBusy(true);
    try {
      const form = Object.fromEntries(new FormData(event.currentTarget));
      const { data } = await api.post('/login', form, { freshkey: { bypass: true } });
      await session.signIn(data);
    } catch (error) {
      const isWrong = isAxiosError(error) && error.response?.status === 401;
      setProblem(isWrong ? 'Wrong user or password.' : `The server did not answer: ${(error as Error).message}`);
      setIsBusy(false);
    }
  }

  return (
    <form className="panel sign-in" onSubmit={submit}>
      <h2>{endedBecause ? 'Please sign in again' : 'Sign in'}</h2>
      {endedBecause && <p className="notice">Your session has ended. {endedBecause}</p>}
      <p className="quiet">
        Try <code>ada</code> with the password <code>lovelace</code>.
      </p>
      <label>
        User
        <input name="username" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      {problem && (
        <p className="notice" role="alert">
          {problem}
        </p>
      )}
      <button className="primary" type="submit" disabled={isBusy}>
        Sign in
      </button>
    </form>
  );
}
