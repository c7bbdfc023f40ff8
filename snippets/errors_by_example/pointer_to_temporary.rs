//@ compiles no_run
fn main() {
    let text = String::from("soup").as_ptr(); //~ WARN dangling_pointers_from_temporaries
    println!("{}", unsafe { *text });
}
