/** Words of what an operator does to a position by hand. */
export const positionWords = {
  position: {
    menu: 'Actions',
    open: (token: string) => `Close ${token}, or move its stop`,
    title: (token: string) => `${token} by hand`,
    ways: { close: 'Close', stop: 'Move its stop' },
    way: 'What to do',
    part: 'How much of it',
    parts: { '0.25': 'a quarter', '0.5': 'half', '0.75': 'three quarters', '1': 'all' },
    closeSays: (quantity: string, token: string, worth: string) =>
      `Sells ${quantity} ${token}, about ${worth}, at the next price. Nobody votes on it, and it cannot be taken back.`,
    noPrice: 'nobody knows how much',
    soFar: (result: string) => `So far the whole position came to ${result} after fees.`,
    rest: 'Stop and target go on protecting what is left.',
    close: 'Sell',
    closing: 'Asking…',
    begun: 'Its sale has begun.',
    refused: (why: string) => `Not sold: ${why}.`,
    stop: 'New stop',
    stopNow: (price: string) => `It stands at ${price}.`,
    stopNone: 'It has none.',
    stopSays: (result: string, before: string | null) =>
      before === null
        ? `If it is hit, the trade ends at about ${result}.`
        : `If it is hit, the trade ends at about ${result} instead of ${before}.`,
    stopRule: 'A stop may only rise, so that risk only falls, and stays below the last price.',
    faults: {
      no_price: 'Say a price above zero.',
      raises_risk: 'This would raise the risk: a stop may only rise.',
      above_price: 'This lies above the last price: it would sell at once. To sell, choose Close.',
    },
    move: 'Move the stop',
    moved: (price: string) => `The stop stands at ${price}.`,
    real: (account: string) => `This is real money, of the account that ends in ${account}.`,
  },
} as const;
