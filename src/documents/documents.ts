import { type AssistantParts, createAssistant } from '../assistant.ts'
import { KnowledgeError, readYaml } from '../knowledge/index.ts'
import { TranscriptTurns, transcript } from './transcript.ts'
import { triageTable } from './triage-table.ts'

/** Where the turns of the transcripts stand, inside docs/. */
const TURNS = 'transcripts/turns.yaml'

/**
 * The parts of docs/ that the program says itself, each by its path inside docs/: the triage table and the transcripts.
 * Throws a KnowledgeError when the turns cannot be read.
 */
export async function documents(
  docs: string,
  parts: Omit<AssistantParts, 'club'>,
): Promise<Map<string, string>> {
  const { parsed, problems } = readYaml(docs, TURNS, TranscriptTurns)
  if (!parsed) throw new KnowledgeError(problems)
  const { today, club, transcripts } = parsed.value
  const assistant = createAssistant({ ...parts, club })
  const written = new Map([['triage-table.md', triageTable(parts.knowledge)]])
  for (const talk of transcripts) {
    const conversation = `transcript:${talk.file}`
    const text = await transcript(talk, (said) =>
      assistant.answer({ conversation, text: said, today }),
    )
    written.set(`transcripts/${talk.file}.md`, text)
  }
  return written
}
