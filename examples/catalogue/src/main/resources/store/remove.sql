delete from product where file = :#${exchangeProperty.CatalogueFile}
