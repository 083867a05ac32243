// Prints how many events a second epcis2.js validates of the document in the
// file that is named, from its text on: the best of several rounds, warm.
const { readFileSync } = require('node:fs');
const { validateEpcisDocument } = require('epcis2.js');

const [file, seconds] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const events = JSON.parse(text).epcisBody.eventList.length;

function round(ms) {
  const start = performance.now();
  let documents = 0;
  do {
    const { success, errors } = validateEpcisDocument(JSON.parse(text));
    if (!success) throw new Error(errors.join('; '));
    documents += 1;
  } while (performance.now() - start < ms);
  return documents * events / (performance.now() - start) * 1000;
}

round(seconds * 1000); // for the compiler
console.log(Math.max(...Array.from({ length: 5 }, () => round(seconds * 200))));
