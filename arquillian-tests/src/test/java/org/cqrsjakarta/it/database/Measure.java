package org.cqrsjakarta.it.database;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A row. */
@Entity
public class Measure {

    @Id
    private int id;

    /** For JPA. */
    protected Measure() {}

    /** Its number, from 1 on. */
    public int getId() {
        return id;
    }
}
