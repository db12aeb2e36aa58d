/// Groups the flows that one application run made into sessions, and says why.
package dev.tractor.flow.session;
