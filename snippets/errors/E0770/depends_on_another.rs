//@ error E0770
struct Row<T, const FILL: T> { //~ E0770
    seats: Vec<T>,
}

fn main() {}
