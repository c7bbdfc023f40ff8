//@ compiles
fn inside<T, P>(value: &T, part: *const P) -> bool {
    let start = (&raw const *value).addr();
    (start..start + size_of::<T>()).contains(&part.addr())
}

struct Matrix {
    name: String,
    cells: [[f64; 4]; 4],
}

fn main() {
    let name = String::from("identity");
    let matrix = Matrix { name, cells: [[0.0; 4]; 4] };
    println!("cells:  {}", inside(&matrix, &matrix.cells));
    println!("name:   {}", inside(&matrix, &matrix.name));
    println!("text:   {}", inside(&matrix, matrix.name.as_ptr()));

    let number: Box<i32> = Box::new(7);
    println!("number: {}", inside(&number, &*number));
}
