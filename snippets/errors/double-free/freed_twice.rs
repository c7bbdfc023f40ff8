//@ compiles no_run
fn main() {
    let text = String::from("lamp");
    let second = unsafe { std::ptr::read(&text) };
    println!("{}", text.len() + second.len());
}
