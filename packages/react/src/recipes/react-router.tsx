import { type createBrowserRouter, type MiddlewareFunction, Outlet, redirect } from 'react-router';
import { read, session } from './session.ts';

/** Lets nobody through who is not signed in, and remembers where they wanted to go. */
const requireSession: MiddlewareFunction = async ({ request }) => {
  await session.ready;
  if (session.status === 'active') return;
  const { pathname, search } = new URL(request.url);
  throw redirect(`/sign-in?to=${encodeURIComponent(pathname + search)}`);
};

export const routes = [
  { path: '/sign-in', element: <h1>Sign in</h1> },
  {
    element: <Outlet />,
    middleware: [requireSession],
    children: [{ path: '/orders', loader: () => read<{ user: string }>('/api/orders'), element: <h1>Orders</h1> }],
  },
];

/** Leaves the guarded screens as soon as the session is over, whatever the user is doing. */
export function leaveWhenOver(router: ReturnType<typeof createBrowserRouter>): void {
  session.on('ended', () => void router.navigate('/sign-in'));
  session.on('signed-out', () => void router.navigate('/sign-in'));
}
