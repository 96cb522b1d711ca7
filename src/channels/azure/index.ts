export { type AzureSettings, connectAzure } from './azure.ts'
