create table if not exists orders (
    id bigint primary key,
    customer varchar(20) not null,
    amount decimal(12, 2) not null
);
