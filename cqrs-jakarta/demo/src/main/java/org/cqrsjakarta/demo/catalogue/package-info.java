/** The fallback: {@link org.cqrsjakarta.demo.catalogue.CatalogueQuakes}, from a database. */
@NullMarked
package org.cqrsjakarta.demo.catalogue;

import org.jspecify.annotations.NullMarked;
