create extension if not exists vector;
create table if not exists product (
  file text primary key,
  hash text not null,
  -- as many numbers as the model makes
  embedding vector(768) not null
);
create index if not exists product_embedding on product using hnsw (embedding vector_cosine_ops)
