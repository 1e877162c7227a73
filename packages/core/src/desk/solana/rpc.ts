import { z } from 'zod';
import { CompanyError, errorText } from '../../kernel/errors/index.ts';

/** A node did not answer, or not in words that can be read. What was asked may have happened all the same. */
export class NodeSilentError extends CompanyError {
  override readonly name = 'NodeSilentError';

  constructor(message: string, options?: ErrorOptions) {
    super('node_silent', message, options);
  }
}

/** A node read the call and refused it. */
export class NodeRefusedError extends CompanyError {
  override readonly name = 'NodeRefusedError';
  /** JSON-RPC error number. */
  readonly number: number;

  constructor(message: string, number: number) {
    super('node_refused', message);
    this.number = number;
  }
}

export interface RpcCall<T> {
  readonly method: string;
  readonly params: readonly unknown[];
  /** What the result must hold. */
  readonly result: z.ZodType<T>;
  readonly signal?: AbortSignal | undefined;
}

/** One Solana node, spoken to by JSON-RPC. */
export interface SolanaNode {
  readonly url: string;
  /** Throws `NodeRefusedError` for a refusal and `NodeSilentError` for everything that is not a readable answer. */
  call<T>(call: RpcCall<T>): Promise<T>;
}

/** Nodes as one: whoever answers first in their order does. For questions only, which may be asked twice. */
export function anyOf(nodes: readonly [SolanaNode, ...SolanaNode[]]): SolanaNode {
  return {
    url: nodes[0].url,
    call: async (call) => {
      for (const node of nodes.slice(0, -1)) {
        try {
          return await node.call(call);
        } catch (error) {
          if (!(error instanceof NodeSilentError) || call.signal?.aborted) throw error;
        }
      }
      return (nodes.at(-1) ?? nodes[0]).call(call);
    },
  };
}

const refusal = z.object({ error: z.object({ code: z.number().int(), message: z.string() }) });

/** Opens a node by its address; nothing is sent until the first call. */
export function openNode(url: string): SolanaNode {
  return {
    url,
    call: async ({ method, params, result, signal }) => {
      const said = await post(url, { jsonrpc: '2.0', id: 1, method, params }, signal);
      const refused = refusal.safeParse(said);
      if (refused.success)
        throw new NodeRefusedError(`${method}: ${refused.data.error.message}`, refused.data.error.code);
      const read = z.object({ result }).safeParse(said);
      if (!read.success)
        throw new NodeSilentError(`a node answered ${method} with what cannot be read: ${z.prettifyError(read.error)}`);
      return read.data.result as z.infer<typeof result>;
    },
  };
}

async function post(url: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      ...(signal ? { signal } : {}),
    });
    // A refusal may come with another status than 200; what is not JSON is no answer.
    return await response.json();
  } catch (cause) {
    throw new NodeSilentError(`a node did not answer: ${errorText(cause)}`, { cause });
  }
}
