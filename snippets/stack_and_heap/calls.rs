//@ compiles
fn open_box(depth: u32) {
    println!("push the frame of box {depth}");
    if depth < 3 {
        open_box(depth + 1);
    }
    println!("pop  the frame of box {depth}");
}

fn main() {
    open_box(1);
}
