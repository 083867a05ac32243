// Prints how many events a second epcis2.js validates of the document in the
// file that is named, from its text on, in the way that is named: the best of
// several rounds, warm.
const { readFileSync } = require('node:fs');
const { EPCISDocument, validateEpcisDocument } = require('epcis2.js');

// The function for documents as JSON, and the class that its README shows.
const ways = {
  validateEpcisDocument: (document) => validateEpcisDocument(document).success,
  isValid: (document) => new EPCISDocument(document).isValid(),
};

const [file, seconds, way] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
const events = JSON.parse(text).epcisBody.eventList.length;

function round(ms) {
  const start = performance.now();
  let documents = 0;
  do {
    if (!ways[way](JSON.parse(text))) throw new Error(`${way} refused the document`);
    documents += 1;
  } while (performance.now() - start < ms);
  return documents * events / (performance.now() - start) * 1000;
}

round(seconds * 1000); // for the compiler
console.log(Math.max(...Array.from({ length: 5 }, () => round(seconds * 200))));
