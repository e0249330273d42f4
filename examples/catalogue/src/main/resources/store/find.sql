select file, 1 - (embedding <=> cast(cast(:#CamelLangChain4jEmbeddingsVector as real[]) as vector)) as score
from product
order by embedding <=> cast(cast(:#CamelLangChain4jEmbeddingsVector as real[]) as vector)
limit :#${exchangeProperty.CatalogueCount}
