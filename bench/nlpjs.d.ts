declare module '@nlpjs/basic' {
  /** The few parts of NLP.js that the comparison uses. */
  type Nlp = {
    addDocument(language: string, text: string, intent: string): void
    train(): Promise<unknown>
    process(language: string, text: string): Promise<unknown>
  }
  export function dockStart(options: object): Promise<{ get(name: 'nlp'): Nlp }>
}
