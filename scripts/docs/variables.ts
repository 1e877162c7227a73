export interface Section {
  readonly title: string;
  readonly about: string;
  /** Variable → one plain sentence about it. */
  readonly variables: Readonly<Record<string, string>>;
}

/** Every variable by topic, in the order of the manual. */
export const sections: readonly Section[] = [
  {
    title: 'Servers and files',
    about:
      'Without these variables the company runs a private PostgreSQL and, where `redis-server` is on the PATH, Redis.',
    variables: {
      DATABASE_URL: 'Names a PostgreSQL of your own, by its own address and not by that of a pooler such as PgBouncer.',
      REDIS_URL: 'Names a Redis or Redis Cluster of your own, which others may use too.',
      DATA_DIR: 'Names the folder in which the private servers and their backups live.',
      QUEUE_BACKEND: 'Keeps the queues in PostgreSQL with `postgres`, even where a Redis could be had.',
      STEP_CONCURRENCY: 'Limits the jobs that a process runs at once for each queue.',
      STEPS_PER_SECOND: 'Limits the jobs that a process starts in a second for each queue.',
    },
  },
  {
    title: 'API and page',
    about: '[operations.md](operations.md) shows how to put a proxy with TLS in front of the API.',
    variables: {
      PORT: 'Sets the port of the API and the page.',
      HOST: 'Sets the address on which the API listens.',
      ALLOWED_HOSTS: 'Lists the names by which clients call the API, besides `localhost`, `HOST` and any IP address.',
      TRUSTED_PROXIES: 'Says how many proxies stand in front of the API, whose `X-Forwarded` headers are believed.',
      OPERATOR_KEY: 'Sets the operator key; without it the first start makes one and shows it once.',
      CRON_SECRET: 'Opens `/api/heartbeat` for a cron job of yours.',
    },
  },
  {
    title: 'Market and time',
    about: 'A simulated market needs nothing. A replay needs a folder of recorded candles, live prices need a network.',
    variables: {
      MARKET: 'Chooses made-up prices, recorded prices or the prices of this moment.',
      REPLAY_DIR: 'Names the folder of recorded candles; with live prices it gives the company a past.',
      REPLAY_FROM: 'Starts a replay at this instant; without it a replay starts a day and a half into the recording.',
      REPLAY_TO: 'Ends a replay at this instant.',
      SPEED: 'Sets how many seconds of company time pass in a second at most; live prices always run at 1.',
      SEED: 'Seeds every random stream of the simulated market and of the company.',
    },
  },
  {
    title: 'Real money',
    about: '[live-trading.md](live-trading.md) explains the steps and each venue.',
    variables: {
      TRADING_MODE: 'Chooses paper money or real money.',
      LIVE_TRADING_CONFIRMED: 'Names the account that real money is traded on, as `npm run preflight` prints it.',
      LIVE_VENUE: 'Chooses where live prices come from and where real money is traded.',
      LIVE_SYMBOLS: 'Lists the shares, options (OCC symbols) or futures that are traded at Webull or TopstepX.',
      LIVE_TOKENS: 'Lists Solana tokens as SYMBOL:mint:decimals; without it seven well-known ones are traded.',
    },
  },
  {
    title: 'Solana and Jupiter',
    about: 'A desk that trades tokens for real money needs two nodes of different providers and a wallet.',
    variables: {
      SOLANA_RPC_URLS: 'Lists the Solana nodes that the desk asks; they also let it follow wallets.',
      JUPITER_API_URL: 'Sets the address of Jupiter.',
      JUPITER_API_KEY: 'Raises the rate limit at Jupiter.',
      WALLET_FILE: 'Names the encrypted file that `npm run wallet` made.',
      WALLET_PASSPHRASE: 'Opens the wallet file.',
      WALLET_DAILY_USD: 'Limits what the signer lets purchases spend in a day (UTC).',
      SIGNER_URL: 'Names the signer that `npm run signer` serves; without it this process opens the wallet.',
      SIGNER_TOKEN: 'Is the secret that the desk and the signer share.',
      SIGNER_PORT: 'Sets the port of `npm run signer`.',
    },
  },
  {
    title: 'Webull',
    about: 'Webull trades shares and options.',
    variables: {
      WEBULL_APP_KEY: 'Is the key of your Webull application.',
      WEBULL_APP_SECRET: 'Is the secret of your Webull application.',
      WEBULL_ACCOUNT_ID: 'Names the account at Webull.',
      WEBULL_API_URL: 'Sets the address of Webull.',
    },
  },
  {
    title: 'TopstepX',
    about: 'TopstepX trades futures, and only while somebody sits in front of the terminal.',
    variables: {
      TOPSTEPX_USER: 'Is your user name at TopstepX.',
      TOPSTEPX_API_KEY: 'Is your key at TopstepX.',
      TOPSTEPX_ACCOUNT_ID: 'Names the account at TopstepX.',
      TOPSTEPX_ATTENDED: 'Says with `on` that somebody sits in front of the terminal while it trades for real.',
      TOPSTEPX_BRACKETS: 'Lets each purchase carry its stop with `on`; the account must be set to Auto-OCO brackets.',
      TOPSTEPX_API_URL: 'Sets the address of the gateway.',
      TOPSTEPX_HUBS_URL: 'Sets the address of the hubs that push prices and orders.',
    },
  },
  {
    title: 'An exchange through ccxt',
    about: 'Coins at the spot of one exchange. [live-trading.md](live-trading.md) says which are served and how.',
    variables: {
      EXCHANGE: 'Names the exchange as ccxt does: binance, okx or bitget.',
      EXCHANGE_QUOTE: 'Names the dollars that everything is quoted in; `LIVE_SYMBOLS` names the coins alone.',
      EXCHANGE_SANDBOX: 'Trades play money in the sandbox of the exchange with `on`.',
      EXCHANGE_API_KEY: 'Is your key at the exchange, which should not be able to withdraw.',
      EXCHANGE_SECRET: 'Is the secret of that key.',
      EXCHANGE_PASSPHRASE: 'Is the third part of the key, at okx and bitget.',
      EXCHANGE_API_URL: 'Sets the address of the exchange.',
    },
  },
  {
    title: 'Language models',
    about:
      'The agents think by rule unless a model is named. [operations.md](operations.md) describes what a model may do.',
    variables: {
      MIND: 'Lets the agents think by rule or with a language model.',
      OPENAI_API_KEY: 'Is the key for the model.',
      OPENAI_BASE_URL: 'Names any server that speaks the chat completions protocol.',
      OPENAI_MODEL: 'Names the model; without it the company chooses.',
      OPENAI_MODELS: 'Gives single agents a model of their own.',
      LLM_DAILY_TOKENS: 'Limits the tokens of a day; one agent gets at most a third.',
      LLM_DAILY_USD: 'Limits the cost of a day in USD; one agent gets at most a third.',
      LLM_KEEP_TEXT: 'Keeps prompts and answers in full with `on`, and only their hash with `off`.',
      LLM_REPLAY: 'Answers from recorded calls with `on`, at no cost.',
    },
  },
  {
    title: 'Notifications and logs',
    about: 'The policy `notifications` says which kinds are sent.',
    variables: {
      WEBHOOK_URL: 'Names the address to which trades, alerts and the daily report are posted.',
      WEBHOOK_FORMAT: "Chooses plain JSON, a Discord webhook or a Telegram bot's `sendMessage` address.",
      WEBHOOK_CHAT_ID: 'Names the Telegram chat.',
      WEBHOOK_SECRET: 'Signs each request.',
      LOG_LEVEL: 'Sets the least severity that is logged.',
      LOG_FORMAT: 'Chooses readable lines or JSON; without it a terminal gets readable lines.',
    },
  },
];
