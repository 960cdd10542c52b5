// Forms with data-passkey ask the browser for a passkey before they are sent.
// "add" makes one, "use" proves one, "sign-in" finds its owner too.

const OPTIONS = 'passkey-options'

function fromPage () {
  return JSON.parse(document.getElementById(OPTIONS).textContent)
}

async function fromServer (url) {
  const answer = await fetch(url, { headers: { Accept: 'application/json' } })
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`)
  return answer.json()
}

function make (form) {
  const options = fromPage().creation_options
  const alone = form.elements.passwordless?.checked ?? false
  const wanted = options.publicKey.authenticatorSelection
  wanted.residentKey = alone ? 'required' : 'discouraged'
  wanted.requireResidentKey = alone
  if (alone) wanted.userVerification = 'required'
  return window.webauthnJSON.create(options)
}

const WAYS = {
  add: make,
  use: () => window.webauthnJSON.get(fromPage().request_options),
  'sign-in': async (form) => {
    const { request_options: options } = await fromServer(form.dataset.optionsUrl)
    return window.webauthnJSON.get(options)
  }
}

async function prove (event) {
  event.preventDefault()
  const form = event.currentTarget
  const trouble = form.querySelector('[data-passkey-trouble]')
  trouble.hidden = true
  try {
    const passkey = await WAYS[form.dataset.passkey](form)
    form.elements.credential.value = JSON.stringify(passkey)
    form.submit()
  } catch (error) {
    // A closed window of the device and a missing passkey look alike: the browser does not say.
    console.info(error)
    trouble.hidden = false
  }
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  form.addEventListener('submit', prove)
}
