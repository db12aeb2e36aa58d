// Before anything is drawn: the colours that were chosen, else those of the system.
try {
  const chosen = localStorage.getItem('theme');
  if (chosen) document.documentElement.dataset.theme = chosen;
} catch { /* Without storage the system decides. */ }
