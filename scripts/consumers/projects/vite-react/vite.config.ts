import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: {
    rolldownOptions: {
      output: {
        // What Freshkey brings stands in a file of its own, so that it can be weighed.
        codeSplitting: {
          groups: [
            { name: 'vendor', test: /node_modules[\\/](react|react-dom|scheduler|axios)[\\/]/, priority: 2 },
            { name: 'freshkey', test: /node_modules[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
});
