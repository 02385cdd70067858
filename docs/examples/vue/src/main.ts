import { createFreshkey } from '@freshkey/vue';
import { createApp } from 'vue';
import '../../shared/styles.css';
import App from './app.vue';
import { session } from './session.ts';

createApp(App).use(createFreshkey(session)).mount('#app');
