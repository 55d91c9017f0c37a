// The API explorer: GraphiQL from our own files, talking to our own /graphql.
import React from "react";
import { createRoot } from "react-dom/client";
import { GraphiQL } from "graphiql";
import { createGraphiQLFetcher } from "@graphiql/toolkit";

const example = `# Veiviser API. Press the play button, or Ctrl+Enter, to run this query.
# The book icon in the corner opens the documentation of every field.

query Counties {
  counties(first: 20) {
    nodes {
      name
    }
  }
}
`;

// Cookies go along, so a person who is signed in to the console sees what they may see.
const fetcher = createGraphiQLFetcher({
  url: "/graphql",
  fetch: (url, options) => fetch(url, { ...options, credentials: "same-origin" }),
});

createRoot(document.getElementById("explorer")).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: example }),
);
