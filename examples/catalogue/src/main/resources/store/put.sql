insert into product (file, hash, embedding)
values (
  :#${exchangeProperty.CatalogueFile},
  :#${exchangeProperty.CatalogueProduct.hash},
  cast(cast(:#CamelLangChain4jEmbeddingsVector as real[]) as vector))
on conflict (file) do update set hash = excluded.hash, embedding = excluded.embedding
