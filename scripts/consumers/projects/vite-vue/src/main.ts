import { createFreshkey } from '@freshkey/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { session } from './session';

createApp(App).use(createFreshkey(session)).mount('#root');
