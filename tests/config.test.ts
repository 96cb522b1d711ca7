import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const messageOf = (environment: Record<string, string>) => {
  try {
    readConfig({ KNEEWISE_SETTINGS: 'no-such-file.yaml', ...environment })
  } catch (error) {
    if (error instanceof ConfigError) return error.message
    throw error
  }
  return ''
}

describe('the environment', () => {
  it('may be empty', () => {
    expect(messageOf({})).toBe('')
  })

  it.each([
    [{ PORT: 'eighty' }, /^PORT: .*number/],
    [{ REDIS_URL: 'localhost:6379' }, /^REDIS_URL: .*redis:\/\//],
    [{ REDIS_URL: 'redis://localhost' }, /^KNEEWISE_TOKEN_KEY: needed with REDIS_URL.*openssl/],
    [{ METRICS_TOKEN: 'short' }, /^METRICS_TOKEN: .*16/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318 ' }, /^OTEL_EXPORTER_OTLP_ENDPOINT: .*http/],
    [{ OTEL_TRACES_SAMPLER: 'sometimes' }, /^OTEL_TRACES_SAMPLER: .*parentbased_traceidratio/],
    [{ OTEL_TRACES_SAMPLER_ARG: '7' }, /^OTEL_TRACES_SAMPLER_ARG: /],
  ])('is refused by name and with the mend: %o', (environment, message) => {
    expect(messageOf(environment)).toMatch(message)
  })

  it('never shows the value of what it refuses, since it may be a secret', () => {
    const message = messageOf({ KNEEWISE_TOKEN_KEY: 'planted', DIRECT_LINE_SECRET: 'planted' })
    expect(message).toContain('KNEEWISE_TOKEN_KEY')
    expect(message).not.toContain('planted')
  })
})
