//@ compiles
//@ fixes inside_a_char
fn main() {
    let maker = "Zoë Lux";
    let fourth = maker.char_indices().nth(3);
    let end = fourth.map_or(maker.len(), |(start, _)| start);
    println!("{}", &maker[..end]);
}
