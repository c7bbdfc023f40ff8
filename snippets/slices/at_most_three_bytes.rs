//@ compiles
//@ fixes inside_a_char
fn main() {
    let maker = "Zoë Lux";
    let end = maker.floor_char_boundary(3);
    println!("{}", &maker[..end]);
}
