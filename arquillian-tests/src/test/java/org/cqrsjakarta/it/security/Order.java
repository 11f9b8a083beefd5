package org.cqrsjakarta.it.security;

import java.util.List;

/** A request body that says of two of its parts no more than that they are objects. */
public class Order {

    public String name;
    public int count;
    public Object extra;
    public List<Object> more;
}
