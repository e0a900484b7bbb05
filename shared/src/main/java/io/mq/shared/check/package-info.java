/**
 * Job: judges a queue's history: is each topic linearizable, and what was lost, delivered twice,
 * reordered or made up.
 *
 * <p>Import rule: the JDK's collections and the records of {@code shared.history}; no I/O, clock,
 * thread or randomness.
 *
 * <p>It lives in {@code shared} because two programs judge: the node's simulator, histories in
 * memory, and {@code mqctl}, histories from files; and the node must not depend on the tool.
 *
 * <h2>Why a few conditions suffice</h2>
 *
 * Values are unique, so a history says which get returned which put. Write e_i and e_r for call and
 * return of a value's put, d_i and d_r for those of its get, infinite where there is none. A
 * history of completed operations is linearizable exactly if none of these holds (Henzinger, Sezgin
 * and Vafeiadis, CONCUR 2013; Bouajjani and others, ICALP 2015):
 *
 * <ol>
 *   <li>a value comes out that was never put, or d_r(v) &lt; e_i(v);
 *   <li>two gets return the same value;
 *   <li>for two values u and v: e_r(u) &lt; e_i(v) and d_r(v) &lt; d_i(u);
 *   <li>the whole interval of a get that found the topic empty lies in the union of the intervals
 *       (e_r(u), d_i(u)), during which u is certainly in the topic.
 * </ol>
 *
 * <p><b>Operations of unknown outcome.</b> A put of unknown outcome whose value came out has an
 * infinite e_r; one whose value nobody saw can be left out, for taking a value out of a legal order
 * of operations leaves it legal. A get of unknown outcome, called at p, may have taken one value
 * that no other get returned, at any time after p, so it gives that value d_i = p and an infinite
 * d_r. Condition 3 then sets every acknowledged and unreturned u the deadline D(u), the least
 * d_r(v) over all v with e_r(u) &lt; e_i(v): it must be taken by a get called before. The gets that
 * serve a deadline also serve every later one, so such gets can be handed out exactly if for every
 * t no more values have D(u) &le; t than there are unknown gets called before t.
 *
 * <p><b>Empty gets.</b> One needs an instant t within it that no returned value's interval covers
 * and before which every u with e_r(u) &lt; t was taken, so that u gets the deadline t as well.
 * Both {u : D(u) &le; x} and {u : e_r(u) &lt; t} take the unreturned values in the order of e_r
 * from the front (D rises with e_r), so one contains the other: the deadlines together can be met
 * exactly if each kind can. Hence an instant is possible exactly if it is uncovered and no more
 * unreturned values are acknowledged before t than unknown gets are called before t, whichever
 * instants the other empty gets choose.
 *
 * <p><b>Smaller histories.</b> Leaving out a value with all its operations, or an empty get, keeps
 * a linearizable history linearizable; leaving out a get of unknown outcome need not. A violation's
 * sub-history is made by the first two only, and keeps the unknown gets that could matter.
 */
package io.mq.shared.check;
