// The least that shows the same list: what any framework is measured against.
fetch("/models.json")
  .then((answer) => answer.json())
  .then((models) => {
    const list = document.createElement("ul");
    for (const model of models) {
      const link = document.createElement("a");
      link.href = `/registry/${model}`;
      link.textContent = model;
      list.append(document.createElement("li"));
      list.lastChild.append(link);
    }
    document.querySelector("p").replaceWith(list);
  });
