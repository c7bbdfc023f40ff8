//@ compiles
struct Matrix {
    name: String,
    cells: [[f64; 4]; 4],
}

fn main() {
    let name = String::from("identity");
    let matrix = Matrix { name, cells: [[0.0; 4]; 4] };
    let start = (&raw const matrix).addr();
    let end = start + size_of::<Matrix>();
    let within = |address: usize| (start..end).contains(&address);
    println!("cells: {}", within(matrix.cells.as_ptr().addr()));
    println!("name:  {}", within((&raw const matrix.name).addr()));
    println!("text:  {}", within(matrix.name.as_ptr().addr()));

    let number_on_the_heap: Box<i32> = Box::new(7);
    println!("{number_on_the_heap}");
}
