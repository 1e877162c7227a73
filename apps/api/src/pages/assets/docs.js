// Lists what the API can do and lets people try it. Everything is set as text: nothing of an answer becomes markup.
const make = (tag, props = {}, children = []) => {
  const element = Object.assign(document.createElement(tag), props);
  element.append(...children);
  return element;
};

const resolve = (api, schema) =>
  schema?.$ref ? resolve(api, api.components.schemas[schema.$ref.split('/').at(-1)]) : schema;

const samples = { string: () => '', number: () => 0, integer: () => 0, boolean: () => false, null: () => null };

function sampleOf(api, given, depth = 0) {
  const schema = resolve(api, given) ?? {};
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice) return sampleOf(api, choice[0], depth);
  if (schema.type === 'array') return depth < 4 ? [sampleOf(api, schema.items, depth + 1)] : [];
  if (schema.type !== 'object') return samples[schema.type]?.() ?? null;
  const names = schema.required ?? [];
  return Object.fromEntries(names.map((name) => [name, sampleOf(api, schema.properties?.[name], depth + 1)]));
}

async function send({ path, method, inputs, body, out }) {
  const query = new URLSearchParams();
  const headers = {};
  let target = path;
  for (const { parameter, input } of inputs) {
    if (input.value === '') continue;
    if (parameter.in === 'path') target = target.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    else if (parameter.in === 'query') query.set(parameter.name, input.value);
    else headers[parameter.name] = input.value;
  }
  const key = document.getElementById('key').value;
  if (key) headers.authorization = `Bearer ${key}`;
  if (body) headers['content-type'] = 'application/json';
  out.textContent = '…';
  const answer = await fetch(query.size > 0 ? `${target}?${query}` : target, {
    method: method.toUpperCase(),
    headers,
    body: body?.value,
  });
  const text = await answer.text();
  out.textContent = `${answer.status} ${answer.statusText}\n${pretty(text)}`;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function operationOf(api, path, [method, operation]) {
  const out = make('pre');
  const inputs = (operation.parameters ?? []).map((parameter) => ({
    parameter,
    input: make('input', { required: parameter.required }),
  }));
  const schema = operation.requestBody?.content['application/json'].schema;
  const body = schema
    ? make('textarea', { value: JSON.stringify(sampleOf(api, schema), null, 2), spellcheck: false })
    : null;
  const button = make('button', { textContent: 'Send' });
  button.addEventListener('click', () =>
    send({ path, method, inputs, body, out }).catch((error) => (out.textContent = String(error))),
  );
  const streams = operation.responses[200]?.content?.['text/event-stream'] !== undefined;
  const labels = inputs.map(({ parameter, input }) =>
    make('label', {}, [`${parameter.name}${parameter.required ? ' (needed)' : ''} `, input]),
  );
  const bodyLabel = body ? [make('label', {}, ['body ', body])] : [];
  return make('details', {}, [
    make('summary', {}, [make('code', { textContent: `${method.toUpperCase()} ${path}` }), ` ${operation.summary}`]),
    make('p', { className: 'none', textContent: operation.description }),
    ...(streams ? [] : [...labels, ...bodyLabel, button, out]),
  ]);
}

const api = await (await fetch('/openapi.json')).json();
const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map((entry) => operationOf(api, path, entry)),
);
document.getElementById('operations').replaceChildren(...operations);
