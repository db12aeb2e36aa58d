// Texts of the views of flows, sessions, hosts and the graph.
export const flowTexts = {
};
