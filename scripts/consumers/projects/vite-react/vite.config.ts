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
            { name: 'freshkey', test: /node_modules[\\/](@freshkey|p-queue|eventemitter3|p-timeout|jwt-decode)[\\/]/ },
          ],
        },
      },
    },
  },
});
