// The usual stack (React, a router, a query cache) around the same list.
import { createRoot } from "react-dom/client";
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { BrowserRouter, Link, Route, Routes } from "react-router";

const models = () => fetch("/models.json").then((answer) => answer.json());

function List() {
  const { data } = useQuery({ queryKey: ["models"], queryFn: models });
  if (!data) return <p>Loading</p>;
  return (
    <ul>
      {data.map((model) => (
        <li key={model}>
          <Link to={`/registry/${model}`}>{model}</Link>
        </li>
      ))}
    </ul>
  );
}

function App() {
  return (
    <main>
      <h1>Registries</h1>
      <Routes>
        <Route path="/registry/:name" element={<p>Registry</p>} />
        <Route path="*" element={<List />} />
      </Routes>
    </main>
  );
}

createRoot(document.getElementById("root")).render(
  <QueryClientProvider client={new QueryClient()}>
    <BrowserRouter>
      <App />
    </BrowserRouter>
  </QueryClientProvider>,
);
