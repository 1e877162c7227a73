import { listCatalogue } from './events/list-catalogue.ts';
import { listEvents } from './events/list-events.ts';
import { streamEvents } from './events/stream-events.ts';
import { deleteKey, listAllKeys, postKey } from './handlers/access/keys.ts';
import { deleteSession, listAllSessions } from './handlers/access/sessions.ts';
import { listAgents, listAllMemories, listMemories, listRelationships, showAgent } from './handlers/agents.ts';
import { listAllBreakers, resetBreakers, setState, showState } from './handlers/controls.ts';
import { showCandles } from './handlers/desk/candles.ts';
import { showMe } from './handlers/desk/me.ts';
import { showRisk } from './handlers/desk/risk.ts';
import { search } from './handlers/desk/search.ts';
import { sellEverything } from './handlers/desk/sell-everything.ts';
import { showStanding } from './handlers/desk/standing.ts';
import { listTrades } from './handlers/desk/trades.ts';
import { listMissions, showMission } from './handlers/missions.ts';
import { showMindsUsage } from './handlers/operations/minds.ts';
import { listNotifications, postTestNotification } from './handlers/operations/notifications.ts';
import { listAllProcesses } from './handlers/operations/processes.ts';
import { listQueues } from './handlers/operations/queues.ts';
import { listRuns } from './handlers/operations/runs.ts';
import { listOrders, showOrder } from './handlers/orders.ts';
import { listPolicies, replacePolicy, showPolicy } from './handlers/policies.ts';
import { listHistory, showPortfolio } from './handlers/portfolio.ts';
import { changePosition, closePosition, listPositions, showPosition } from './handlers/positions.ts';
import { approveProposal, listProposals, postProposal, rejectProposal, showProposal } from './handlers/proposals.ts';
import { showAuditChain, showAuditHead } from './handlers/records/audit.ts';
import { deleteLock, listLocks, postLock } from './handlers/records/locks.ts';
import { showScorecard } from './handlers/records/scorecard.ts';
import { postTransfer } from './handlers/records/transfers.ts';
import { listRoundtables, postRoundtable, replayRoundtable, showRoundtable } from './handlers/roundtables.ts';
import { listReactions } from './handlers/rules/reactions.ts';
import { listTriggers, patchTrigger, postTrigger, showTrigger } from './handlers/rules/triggers.ts';
import { listSignals, listSources, postSignal, showFlow, showSignal } from './handlers/signals.ts';
import { type Route, route } from './route.ts';
import { deadLetters, retryOne } from './system/dead-letters.ts';
import { live, ready } from './system/health.ts';
import { beat } from './system/heartbeat.ts';
import { metrics } from './system/metrics.ts';

/** The whole API. `contract` reads its types. */
export const routes = [
  route('GET /healthz', 'none', live),
  route('GET /readyz', 'none', ready),
  route('GET /metrics', 'viewer', metrics),
  route('GET /api/me', 'viewer', showMe),
  route('POST /api/signals', 'ingest', postSignal),
  route('GET /api/signals', 'viewer', listSignals),
  // Before the signals by their ids, of which `flow` is none.
  route('GET /api/signals/flow', 'viewer', showFlow),
  route('GET /api/signals/{id}', 'viewer', showSignal),
  route('GET /api/signal-sources', 'viewer', listSources),
  route('POST /api/proposals', 'operator', postProposal),
  route('GET /api/proposals', 'viewer', listProposals),
  route('GET /api/proposals/{id}', 'viewer', showProposal),
  route('POST /api/proposals/{id}/approve', 'operator', approveProposal),
  route('POST /api/proposals/{id}/reject', 'operator', rejectProposal),
  route('GET /api/missions', 'viewer', listMissions),
  route('GET /api/missions/{id}', 'viewer', showMission),
  route('GET /api/positions', 'viewer', listPositions),
  // Before the positions by their ids, of which `close` is none.
  route('POST /api/positions/close', 'operator', sellEverything),
  route('GET /api/positions/{id}', 'viewer', showPosition),
  route('POST /api/positions/{id}/close', 'operator', closePosition),
  route('PATCH /api/positions/{id}', 'operator', changePosition),
  route('GET /api/orders', 'viewer', listOrders),
  route('GET /api/orders/{id}', 'viewer', showOrder),
  route('GET /api/search', 'viewer', search),
  route('GET /api/standing', 'viewer', showStanding),
  route('GET /api/portfolio', 'viewer', showPortfolio),
  route('GET /api/portfolio/history', 'viewer', listHistory),
  route('GET /api/candles', 'viewer', showCandles),
  route('GET /api/trades', 'viewer', listTrades),
  route('GET /api/risk', 'viewer', showRisk),
  route('GET /api/agents', 'viewer', listAgents),
  route('GET /api/agents/{id}', 'viewer', showAgent),
  route('GET /api/agents/{id}/memories', 'viewer', listMemories),
  route('GET /api/memories', 'viewer', listAllMemories),
  route('GET /api/relationships', 'viewer', listRelationships),
  route('GET /api/roundtables', 'viewer', listRoundtables),
  route('POST /api/roundtables', 'operator', postRoundtable),
  route('GET /api/roundtables/{id}', 'viewer', showRoundtable),
  route('GET /api/roundtables/{id}/replay', 'viewer', replayRoundtable),
  route('GET /api/policies', 'viewer', listPolicies),
  route('GET /api/policies/{key}', 'viewer', showPolicy),
  route('PUT /api/policies/{key}', 'operator', replacePolicy),
  route('GET /api/triggers', 'viewer', listTriggers),
  route('POST /api/triggers', 'operator', postTrigger),
  route('GET /api/triggers/{name}', 'viewer', showTrigger),
  route('PATCH /api/triggers/{name}', 'operator', patchTrigger),
  route('GET /api/reactions', 'viewer', listReactions),
  route('GET /api/locks', 'viewer', listLocks),
  route('POST /api/locks', 'operator', postLock),
  route('DELETE /api/locks/{id}', 'operator', deleteLock),
  route('POST /api/transfers', 'operator', postTransfer),
  route('GET /api/scorecard', 'viewer', showScorecard),
  route('GET /api/audit', 'viewer', showAuditHead),
  route('GET /api/audit/{kind}/{id}', 'viewer', showAuditChain),
  route('GET /api/events', 'viewer', listEvents),
  route('GET /api/events/catalogue', 'viewer', listCatalogue),
  route('GET /api/events/stream', 'viewer', streamEvents),
  route('GET /api/breakers', 'viewer', listAllBreakers),
  route('POST /api/breakers/{stepKind}/reset', 'operator', resetBreakers),
  route('GET /api/dead-letters', 'viewer', deadLetters),
  route('POST /api/dead-letters/{id}/retry', 'operator', retryOne),
  route('GET /api/queues', 'viewer', listQueues),
  route('GET /api/processes', 'viewer', listAllProcesses),
  route('GET /api/runs', 'viewer', listRuns),
  route('GET /api/minds/usage', 'viewer', showMindsUsage),
  route('GET /api/notifications', 'viewer', listNotifications),
  route('POST /api/notifications/test', 'operator', postTestNotification),
  route('GET /api/keys', 'operator', listAllKeys),
  route('POST /api/keys', 'operator', postKey),
  route('DELETE /api/keys/{id}', 'operator', deleteKey),
  route('GET /api/sessions', 'operator', listAllSessions),
  route('DELETE /api/sessions/{id}', 'operator', deleteSession),
  route('GET /api/heartbeat', 'cron', beat),
  route('POST /api/heartbeat', 'cron', beat),
  route('GET /api/trading-state', 'viewer', showState),
  route('PUT /api/trading-state', 'operator', setState),
] as const satisfies readonly Route[];
