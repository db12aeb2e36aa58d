/// `./tractor up`, `down`, `status` and `logs`: the processes of the suite on one machine.
package dev.tractor.standalone;
