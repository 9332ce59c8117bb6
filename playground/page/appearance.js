// Light or dark, before anything is drawn. A classic script, so that a chosen theme never flashes the other.
"use strict";
{
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
}
