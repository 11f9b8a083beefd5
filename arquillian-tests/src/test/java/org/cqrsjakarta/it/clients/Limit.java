package org.cqrsjakarta.it.clients;

/** What a client does not do, so that no server can help it. */
enum Limit {

    /** It takes 204 for one more cut, and asks again. Items are not repeated to it: it has to be closed at complete. */
    ASKS_ON_AFTER_THE_END,

    /** It is dead after a status that is neither 200 nor told apart, as browsers are: a new one has to be made. */
    GIVES_UP_AT_404,

    /** It takes half of a response's headers for all of them, and what it lacks there for the end. */
    GIVES_UP_AT_HALF_THE_HEADERS,

    /**
     * It keeps an id when it has seen its line, not when it has seen the whole block: cut between the two, it never asks
     * for the item again.
     */
    KEEPS_THE_ID_BEFORE_ITS_BLOCK_IS_WHOLE,

    /** Cut within a block, it puts the data that it has of it before that of the next block: no valid JSON. */
    KEEPS_THE_DATA_OF_A_BROKEN_BLOCK,

    /** It asks once. The application has to ask again, with the last id. */
    NEVER_COMES_BACK,

    /** It takes the end of a response for the end of the stream, also when the application is stopped in between. */
    TAKES_ANY_END_FOR_THE_END
}
